using System.Text.Json;

namespace Hub.Sdk;

/// <summary>What an application is handed for one run. It sees the record types and fields that the person granted, of one vault, and nothing else.</summary>
public abstract class ApplicationContext : RunContext
{
    /// <summary>Reads granted records in order of time.</summary>
    /// <param name="type">The record type.</param>
    /// <param name="from">First instant, inclusive; null for the beginning.</param>
    /// <param name="to">Last instant, exclusive; null for the end.</param>
    public abstract IAsyncEnumerable<GrantedRecord> ReadAsync(string type, DateTimeOffset? from = null, DateTimeOffset? to = null);

    /// <summary>Lets the hub sum granted records, with the exact arithmetic and the series rule of its <c>aggregate</c> call.</summary>
    /// <param name="type">The record type.</param>
    /// <param name="query">What is summed, by which bucket and group.</param>
    public abstract Task<IReadOnlyList<AggregateRow>> AggregateAsync(string type, AggregateQuery query);

    /// <summary>Opens a table of reference data that the plug-in carries in its folder under <c>reference/</c>, or fails when there is none of that name.</summary>
    /// <param name="name">The file's name, for instance <c>electricity-fr.json</c>.</param>
    public abstract JsonElement Reference(string name);

    /// <summary>
    /// Recalls what the last run that ended well left with <see cref="RetainAsync"/> for a type, and which days of it changed since. Null when it left nothing, or
    /// when it cannot be told what changed: then compute from all records. Nothing is recalled across versions of the plug-in or the type, grants, or time zones.
    /// </summary>
    /// <param name="type">The record type.</param>
    public abstract Task<Retained?> RecallAsync(string type);

    /// <summary>Leaves for the next run what it needs to go on from the days that changed. It is kept in the person's vault, goes when the grant is withdrawn, and counts only when this run ends well. At most 1 MB a type.</summary>
    /// <param name="type">The record type.</param>
    /// <param name="state">What was computed from its records.</param>
    public abstract ValueTask RetainAsync(string type, JsonElement state);

    /// <summary>Gives one insight back; it replaces the one of the same <see cref="Insight.Key"/> when the run ends well.</summary>
    /// <param name="insight">The figure, series, table or advice.</param>
    public abstract ValueTask EmitAsync(Insight insight);
}

/// <summary>One record as an application sees it.</summary>
/// <param name="Id">The record's id.</param>
/// <param name="Time">When it happened or began, as the record states it: an instant or a date; null when the type has no time.</param>
/// <param name="Subject">Whom it is about.</param>
/// <param name="Data">The granted fields.</param>
public sealed record GrantedRecord(string Id, string? Time, string Subject, JsonElement Data);

/// <summary>What an earlier run left, and what happened since.</summary>
/// <param name="State">As it was left.</param>
/// <param name="Changed">The days, in the person's time zone, of the records that came, changed or went since; each once.</param>
public sealed record Retained(JsonElement State, IReadOnlyList<DateOnly> Changed);

/// <summary>What <see cref="ApplicationContext.AggregateAsync"/> computes.</summary>
/// <param name="Value">JSON pointer of the number, for instance <c>/energy</c>; may be null for <c>count</c>.</param>
/// <param name="Function"><c>sum</c>, <c>avg</c>, <c>min</c>, <c>max</c> or <c>count</c>.</param>
/// <param name="By"><c>hour</c>, <c>day</c>, <c>month</c> or <c>year</c>; null for one row a group.</param>
/// <param name="Group">JSON pointer of a field to group by, or null.</param>
/// <param name="From">First instant or date, inclusive; null for the beginning.</param>
/// <param name="To">Last instant or date, exclusive; null for the end.</param>
/// <param name="Where">Conditions <c>/path:op:value</c> that all hold.</param>
public sealed record AggregateQuery(string? Value, string Function, string? By = null, string? Group = null, string? From = null, string? To = null, IReadOnlyList<string>? Where = null);

/// <summary>One row of an aggregate.</summary>
/// <param name="Bucket">Start of the bucket with its offset, or null without <c>by</c>.</param>
/// <param name="Group">The group's value, or null.</param>
/// <param name="Currency">ISO 4217, where the value is money.</param>
/// <param name="Direction">Where the type has a direction that must not be mixed (energy delivered or received), which one.</param>
/// <param name="Value">The exact figure.</param>
/// <param name="Count">How many records it comes from.</param>
public sealed record AggregateRow(string? Bucket, string? Group, string? Currency, string? Direction, decimal Value, long Count);
