using System.Buffers.Binary;
using System.Data.Common;
using System.Diagnostics;
using Daylight.Norms;
using Microsoft.Data.Sqlite;
using Npgsql;
using SQLitePCL;

namespace Daylight.Benchmarks;

/// <summary>
/// Thresholds over windows for many officials: from loaded columns, and with the read from the view's table, against the same
/// aggregation written by hand in SQL on a table of single findings. Five rungs over one, two and three calendar years.
/// The view's table holds the findings of each official packed into one value, as the fold of a view writes it.
/// </summary>
internal static class WindowBench
{
    private static readonly DateOnly s_today = new(2026, 5, 8);

    private const string Sql = """
        SELECT subject,
               SUM(CASE WHEN day >= @y1 THEN amount ELSE 0 END) AS one,
               SUM(CASE WHEN day >= @y2 THEN amount ELSE 0 END) AS two,
               SUM(amount) AS three
        FROM points WHERE day >= @y3 AND day <= @today
        GROUP BY subject
        HAVING SUM(CASE WHEN day >= @y1 THEN amount ELSE 0 END) >= 40
            OR SUM(CASE WHEN day >= @y2 THEN amount ELSE 0 END) >= 120
            OR SUM(amount) >= 140
        """;

    public static async Task Run(string driver, int officials, int each, bool pause)
    {
        var folder = Directory.CreateTempSubdirectory("daylight-bench-").FullName;
        await using (var connection = await Open(driver, folder))
        {
            await Compare(driver, connection, officials, each, pause);
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async Task Compare(
        string driver,
        DbConnection connection,
        int officials,
        int each,
        bool pause
    )
    {
        var filling = Stopwatch.StartNew();
        await Fill(connection, officials, each);
        Console.Error.WriteLine(
            $"{(long)officials * each} findings written in {filling.Elapsed.TotalSeconds:0} s"
        );
        if (pause)
        {
            await Console.In.ReadLineAsync();
        }

        var threshold = Threshold();

        var sql = await Best(async () => (long)await Aggregate(connection));
        var totals = await Read(connection, officials, threshold);
        var withRead = await Best(async () =>
            Count((await Read(connection, officials, threshold)).Reached(threshold, s_today))
        );
        var columns = await Best(() => Task.FromResult(Count(totals.Reached(threshold, s_today))));
        var one = await Best(() =>
        {
            totals.Add(officials / 2, s_today, 10);
            return Task.FromResult((long)totals.Reached(threshold, s_today, officials / 2));
        });
        var oneRead = await Best(async () => await AfterOne(connection, officials / 2, threshold));
        if (sql.Result != withRead.Result || sql.Result != columns.Result)
        {
            throw new InvalidOperationException(
                $"SQL finds {sql.Result} officials, the columns {columns.Result}, those read anew {withRead.Result}."
            );
        }

        Console.WriteLine(
            $"{driver} | {officials} officials, {(long)officials * each} findings, {sql.Result} reached a rung | SQL {sql.Time.TotalMilliseconds:0} ms | columns {columns.Time.TotalMilliseconds:0.0} ms, ratio {sql.Time / columns.Time:0.0} | with the read {withRead.Time.TotalMilliseconds:0} ms, ratio {sql.Time / withRead.Time:0.00} | after one finding {one.Time.TotalMicroseconds:0.0} us, with the read of his row {oneRead.Time.TotalMicroseconds:0} us"
        );
        await Execute(connection, "DROP TABLE points; DROP TABLE points_of");
    }

    private static long Count(uint[] reached) => reached.LongCount(bits => bits != 0);

    /// <summary>His row from the table, one more finding in it, and what he has reached then.</summary>
    private static async Task<long> AfterOne(DbConnection connection, int official, Threshold threshold)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT packed FROM points_of WHERE subject = @subject";
        Parameter(command, "@subject").Value = official;
        var packed = PackedOccurrences.With((byte[])(await command.ExecuteScalarAsync())!, s_today, 10);
        var reading = new WindowReading(1, threshold, s_today, scale: 1);
        reading.Take(0, packed);
        return reading.Done().Reached(threshold, s_today, 0);
    }

    private static Threshold Threshold()
    {
        var pack = RulePack.Load([
            new PackFile("pack.yaml", "pack: bench\ntitle: bench\n"),
            new PackFile(
                "norms.yaml",
                """
                - norm: points.rungs
                  kind: threshold
                  says: 年度累计扣分
                  source: { document: bench }
                  since:
                    2000-01-01:
                      counts: points
                      within: calendar year
                      rungs:
                        - { at-least: 4 }
                        - { at-least: 6 }
                        - { at-least: 10 }
                        - { at-least: 12, within: 2 consecutive years }
                        - { at-least: 14, within: 3 consecutive years }
                """
            ),
        ]);
        return (Threshold)pack.Pack!.Norms[0].Versions[0].Parameters;
    }

    private static async Task<DbConnection> Open(string driver, string folder)
    {
        DbConnection connection =
            driver == "sqlite"
                ? new SqliteConnection($"Data Source={Path.Combine(folder, "points.db")};Pooling=False")
                : new NpgsqlConnection(
                    Environment.GetEnvironmentVariable("DAYLIGHT_TEST_POSTGRES")
                        ?? throw new InvalidOperationException(
                            "DAYLIGHT_TEST_POSTGRES names no PostgreSQL server."
                        )
                );
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>Points in tenths, ten years of days, the same on every run; rows in the order of the key.</summary>
    private static async Task Fill(DbConnection connection, int officials, int each)
    {
        var sqlite = connection as SqliteConnection;
        await Execute(
            connection,
            "DROP TABLE IF EXISTS points; DROP TABLE IF EXISTS points_of; "
                + $"CREATE TABLE points (subject INTEGER NOT NULL, day INTEGER NOT NULL, seq INTEGER NOT NULL, amount BIGINT NOT NULL, PRIMARY KEY (subject, day, seq)){(sqlite is null ? "" : " WITHOUT ROWID")}; "
                + $"CREATE TABLE points_of (subject INTEGER PRIMARY KEY, packed {(sqlite is null ? "BYTEA" : "BLOB")} NOT NULL)"
        );
        if (sqlite is null)
        {
            await Fill((NpgsqlConnection)connection, officials, each);
            return;
        }

        await Execute(sqlite, "PRAGMA synchronous = OFF; PRAGMA cache_size = -262144; BEGIN");
        _ = raw.sqlite3_prepare_v2(sqlite.Handle!, "INSERT INTO points VALUES (?1, ?2, ?3, ?4)", out var row);
        _ = raw.sqlite3_prepare_v2(sqlite.Handle!, "INSERT INTO points_of VALUES (?1, ?2)", out var official);
        using (row)
        using (official)
        {
            foreach (var (subject, findings) in Officials(officials, each))
            {
                for (var i = 0; i < findings.Length; i++)
                {
                    raw.sqlite3_bind_int64(row, 1, subject);
                    raw.sqlite3_bind_int64(row, 2, findings[i].Day.DayNumber);
                    raw.sqlite3_bind_int64(row, 3, i);
                    raw.sqlite3_bind_int64(row, 4, findings[i].Amount);
                    Put(row);
                }

                raw.sqlite3_bind_int64(official, 1, subject);
                raw.sqlite3_bind_blob(official, 2, PackedOccurrences.Of(findings));
                Put(official);
            }
        }

        await Execute(sqlite, "COMMIT; ANALYZE");
    }

    private static void Put(sqlite3_stmt statement)
    {
        if (raw.sqlite3_step(statement) != raw.SQLITE_DONE)
        {
            throw new InvalidOperationException("SQLite did not take a row.");
        }

        _ = raw.sqlite3_reset(statement);
    }

    private static async Task Fill(NpgsqlConnection connection, int officials, int each)
    {
        await using (
            var copy = await connection.BeginBinaryImportAsync("COPY points FROM STDIN (FORMAT BINARY)")
        )
        {
            foreach (var (subject, findings) in Officials(officials, each))
            {
                for (var i = 0; i < findings.Length; i++)
                {
                    copy.StartRow();
                    copy.Write(subject);
                    copy.Write(findings[i].Day.DayNumber);
                    copy.Write(i);
                    copy.Write(findings[i].Amount);
                }
            }

            await copy.CompleteAsync();
        }

        await using (
            var copy = await connection.BeginBinaryImportAsync("COPY points_of FROM STDIN (FORMAT BINARY)")
        )
        {
            foreach (var (subject, findings) in Officials(officials, each))
            {
                copy.StartRow();
                copy.Write(subject);
                copy.Write(PackedOccurrences.Of(findings));
            }

            await copy.CompleteAsync();
        }

        await Execute(connection, "VACUUM ANALYZE points");
        await Execute(connection, "VACUUM ANALYZE points_of");
    }

    private static IEnumerable<(int Subject, (DateOnly Day, long Amount)[] Findings)> Officials(
        int officials,
        int each
    )
    {
        var random = new Random(20260508);
        var findings = new (DateOnly Day, long Amount)[each];
        for (var subject = 0; subject < officials; subject++)
        {
            for (var i = 0; i < each; i++)
            {
                findings[i] = (s_today.AddDays(-random.Next(3650)), random.Next(1, 5) * 5);
            }

            Array.Sort(findings, (a, b) => a.Day.CompareTo(b.Day));
            yield return (subject, findings);
        }
    }

    private static async Task<int> Aggregate(DbConnection connection)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Sql;
        foreach (
            var (name, day) in new[]
            {
                ("@y1", Start(0)),
                ("@y2", Start(1)),
                ("@y3", Start(2)),
                ("@today", s_today.DayNumber),
            }
        )
        {
            Parameter(command, name).Value = day;
        }

        var rows = 0;
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            rows++;
        }

        return rows;
    }

    private static int Start(int yearsBack) => new DateOnly(s_today.Year - yearsBack, 1, 1).DayNumber;

    private static async Task<WindowTotals> Read(DbConnection connection, int officials, Threshold threshold)
    {
        var reading = new WindowReading(officials, threshold, s_today, scale: 1);
        const string sql = "SELECT subject, packed FROM points_of ORDER BY subject";
        if (connection is SqliteConnection sqlite)
        {
            // Straight from the statement: the reader of the provider makes an array of each value.
            _ = raw.sqlite3_prepare_v2(sqlite.Handle!, sql, out var statement);
            using (statement)
            {
                while (raw.sqlite3_step(statement) == raw.SQLITE_ROW)
                {
                    reading.Take(raw.sqlite3_column_int(statement, 0), raw.sqlite3_column_blob(statement, 1));
                }
            }

            return reading.Done();
        }

        await using var copy = await ((NpgsqlConnection)connection).BeginRawBinaryCopyAsync(
            $"COPY ({sql}) TO STDOUT (FORMAT BINARY)"
        );
        CopyRows(copy, reading);
        return reading.Done();
    }

    /// <summary>Rows of an integer and a value in PostgreSQL's binary COPY format: a head of 19 bytes, then tuples, each field with its length in front.</summary>
    private static void CopyRows(Stream copy, WindowReading reading)
    {
        const int head = 19;
        var buffer = new byte[1 << 20];
        var (from, to) = (0, 0);
        Need(head);
        from = head;
        while (true)
        {
            Need(2);
            if (BinaryPrimitives.ReadInt16BigEndian(buffer.AsSpan(from)) < 0)
            {
                return;
            }

            Need(14);
            var subject = BinaryPrimitives.ReadInt32BigEndian(buffer.AsSpan(from + 6));
            var length = BinaryPrimitives.ReadInt32BigEndian(buffer.AsSpan(from + 10));
            Need(14 + length);
            reading.Take(subject, buffer.AsSpan(from + 14, length));
            from += 14 + length;
        }

        void Need(int bytes)
        {
            if (to - from >= bytes)
            {
                return;
            }

            buffer.AsSpan(from, to - from).CopyTo(buffer);
            (from, to) = (0, to - from);
            while (to < bytes)
            {
                var read = copy.Read(buffer, to, buffer.Length - to);
                to +=
                    read > 0 ? read : throw new EndOfStreamException("PostgreSQL ended the copy too early.");
            }
        }
    }

    private static async Task<(TimeSpan Time, long Result)> Best(Func<Task<long>> act)
    {
        var (best, result) = (TimeSpan.MaxValue, 0L);
        for (var i = 0; i < 5; i++)
        {
            var watch = Stopwatch.StartNew();
            result = await act();
            best = watch.Elapsed < best ? watch.Elapsed : best;
        }

        return (best, result);
    }

    private static DbParameter Parameter(DbCommand command, string name)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        command.Parameters.Add(parameter);
        return parameter;
    }

    private static async Task Execute(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
