using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that is set later, and that several can wait for. Safe for concurrent use.</summary>
public sealed class ValueSnapshot<T> where T : notnull
{
    private volatile TaskCompletionSource<T> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether a value or an exception was set.</summary>
    public bool IsValueSet => _source.Task.IsCompleted;

    /// <summary>The value; waits until it is set.</summary>
    public Task<T> GetValueAsync(CancellationToken cancellationToken = default) => _source.Task.WaitAsync(cancellationToken);

    /// <summary>Sets or replaces the value.</summary>
    public void SetValue(T value)
    {
        if (!_source.TrySetResult(value))
        {
            var next = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
            next.SetResult(value);
            _source = next;
        }
    }

    /// <summary>Tells those who wait that there will be no value.</summary>
    public void SetException(Exception exception) => _source.TrySetException(exception);

    internal bool TryGet([MaybeNullWhen(false)] out T value)
    {
        var task = _source.Task;
        value = task.IsCompletedSuccessfully ? task.Result : default;
        return task.IsCompletedSuccessfully;
    }
}
