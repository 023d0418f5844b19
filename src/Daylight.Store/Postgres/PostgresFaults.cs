using Npgsql;

namespace Daylight.Store.Postgres;

/// <summary>PostgreSQL's answers in words that say what to do.</summary>
internal static class PostgresFaults
{
    /// <param name="committing">Whether a commit may have been sent, so that the outcome is unknown without an answer.</param>
    public static StoreFailedException Translate(NpgsqlException failure, string database, bool committing)
    {
        var state = (failure as PostgresException)?.SqlState;
        var what = state switch
        {
            "53100" =>
                "the disk of the database is full. Nothing of this group was recorded. Free space, then send it again",
            "25006" => "the database is read-only (a standby?). Nothing was recorded. Connect to the primary",
            "42501" =>
                "the application's role may not do that. Nothing was recorded. Set the schema up with the owner's connection",
            "42P01" =>
                "a table is missing. Nothing was recorded. Set the schema up with the owner's connection",
            "57P01" or "57P02" or "57P03" =>
                "the database is going down or starting. Wait until it is up, then send it again",
            null =>
                "the connection broke. What was asked is looked up before it is answered; send it again under the same id",
            _ => "PostgreSQL refused",
        };
        return new StoreFailedException(
            $"The ledger {database}: {what}. (PostgreSQL {state ?? "no answer"}: {failure.Message})",
            outcomeKnown: !committing || failure is PostgresException,
            failure
        );
    }
}
