using Microsoft.Playwright;

namespace Belfry.Tests.Support;

/// <summary>axe-core's opinion of a page: WCAG 2.2 A and AA rules, from the copy that Web's npm packages carry.</summary>
internal static class Accessibility
{
    private static readonly string Script = Path.Combine(WebPackages.Folder, "node_modules", "axe-core", "axe.min.js");

    private const string Run = """
        async () => (await axe.run(document, {
            runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
        })).violations
            .filter(found => found.impact === 'serious' || found.impact === 'critical')
            .map(found => `${found.id}: ${found.help} (${found.nodes.map(node => node.target.join(' ')).join(', ')})`)
        """;

    /// <summary>One line for each serious or critical finding; empty when the page is fine.</summary>
    public static async Task<IReadOnlyList<string>> FindSeriousAsync(IPage page)
    {
        await WebPackages.EnsureAsync();

        // Evaluated rather than added as a script element, so that a page's Content-Security-Policy does not stop it.
        await page.EvaluateAsync(await File.ReadAllTextAsync(Script));
        return await page.EvaluateAsync<string[]>(Run);
    }
}
