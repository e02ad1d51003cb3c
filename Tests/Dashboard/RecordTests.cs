using System.Text;
using Belfry.Dashboard.Records;

namespace Belfry.Tests.Dashboard;

public sealed class RecordTests
{
    [Fact]
    public void Append_RecordsOfAnySize_KeepsTheNewestWithinBothBounds()
    {
        var evicted = 0;
        var ring = new RecordRing<int>(1_000, 4 * RecordRing<int>.SlabBytes, _ => evicted++);
        var random = new Random(7);
        for (var i = 0; i < 5_000; i++)
        {
            var bytes = new byte[random.Next(0, 20) == 0 ? random.Next(RecordRing<int>.SlabBytes + 1) : random.Next(400)];
            Array.Fill(bytes, (byte)i);
            Assert.Equal(i, ring.Append(i, bytes));
            Assert.Equal(bytes, ring.Bytes(i));
            Assert.Equal(i + 1, ring.Count + evicted);
            Assert.InRange(ring.Count, 1, 1_000);
            Assert.True(ring.Bytes(ring.Oldest).IndexOfAnyExcept((byte)ring.Oldest) < 0, "the oldest record was overwritten");
            Assert.Equal(ring.Oldest, ring.Entry(ring.Oldest));
        }

        Assert.True(evicted > 4_000);
    }

    [Fact]
    public void EvictOldest_OfManySmallRecords_GivesTheirMemoryBack()
    {
        var ring = new RecordRing<int>(20_000, 4 * RecordRing<int>.SlabBytes);
        for (var i = 0; i < 50_000; i++)
        {
            ring.Append(i, [(byte)i]);
            while (ring.Count > 10_000 - (i % 3_000))
            {
                ring.EvictOldest();
            }

            Assert.Equal((int)ring.Oldest, ring.Entry(ring.Oldest));
            Assert.Equal([(byte)ring.Oldest], ring.Bytes(ring.Oldest));
            Assert.InRange(ring.Pages, 1, 6);
        }
    }

    [Fact]
    public void Clear_FullRing_IsEmptyAndGoesOnCounting()
    {
        var ring = new RecordRing<int>(10, 2 * RecordRing<int>.SlabBytes);
        for (var i = 0; i < 25; i++)
        {
            ring.Append(i, "bytes"u8);
        }

        ring.Clear();

        Assert.Equal(0, ring.Count);
        Assert.Equal(25, ring.Append(25, "after"u8));
        Assert.Equal("after"u8, ring.Bytes(25));
    }

    [Theory]
    [InlineData("Database Is Locked", "base is", true)]
    [InlineData("locked", "locked", true)]
    [InlineData("lockelocked", "locked", true)]
    [InlineData("xx/api/lists", "/API/", true)]
    [InlineData("lock", "locked", false)]
    [InlineData("", "a", false)]
    [InlineData("anything", "", true)]
    [InlineData("Größe", "größe", true)]
    public void Matches_Text_IgnoresTheCaseOfAsciiLetters(string record, string text, bool expected)
    {
        Assert.Equal(expected, new RecordSearch(text).Matches(Encoding.UTF8.GetBytes(record)));
    }
}
