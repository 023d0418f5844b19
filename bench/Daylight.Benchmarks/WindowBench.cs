using System.Data.Common;
using System.Diagnostics;
using Daylight.Norms;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Daylight.Benchmarks;

/// <summary>
/// Thresholds over windows for many officials: from loaded columns, and with the read from the table, against the same
/// aggregation written by hand in SQL on the same table. Five rungs over one, two and three calendar years.
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

    public static async Task Run(string driver, int officials, int each)
    {
        var folder = Directory.CreateTempSubdirectory("daylight-bench-").FullName;
        await using (var connection = await Open(driver, folder))
        {
            await Compare(driver, connection, officials, each);
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async Task Compare(string driver, DbConnection connection, int officials, int each)
    {
        await Fill(connection, officials, each);
        var threshold = Threshold();

        var sql = await Best(async () => (long)await Aggregate(connection));
        var totals = await Read(connection, officials, officials * each);
        var withRead = (
            await Best(async () =>
                (await Read(connection, officials, officials * each))
                    .Reached(threshold, s_today)
                    .LongCount(bits => bits != 0)
            )
        ).Time;
        var columns = await Best(() =>
            Task.FromResult(totals.Reached(threshold, s_today).LongCount(bits => bits != 0))
        );
        var one = await Best(() =>
        {
            totals.Add(officials / 2, s_today, 10);
            return Task.FromResult((long)totals.Reached(threshold, s_today, officials / 2));
        });

        Console.WriteLine(
            $"{driver} | {officials} officials, {officials * each} rows | SQL {sql.Time.TotalMilliseconds:0} ms ({sql.Result} reached) | columns {columns.Time.TotalMilliseconds:0.0} ms ({columns.Result} reached) | ratio {sql.Time / columns.Time:0.0} | with the read {withRead.TotalMilliseconds:0} ms, ratio {sql.Time / withRead:0.00} | after one finding {one.Time.TotalMicroseconds:0.0} us"
        );
        await Execute(connection, "DROP TABLE points");
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
        await Execute(
            connection,
            "DROP TABLE IF EXISTS points; CREATE TABLE points (subject INTEGER NOT NULL, day INTEGER NOT NULL, seq INTEGER NOT NULL, amount BIGINT NOT NULL, PRIMARY KEY (subject, day, seq))"
                + (connection is SqliteConnection ? " WITHOUT ROWID" : "")
        );
        var random = new Random(20260508);
        if (connection is NpgsqlConnection postgres)
        {
            await using var copy = await postgres.BeginBinaryImportAsync(
                "COPY points FROM STDIN (FORMAT BINARY)"
            );
            foreach (var (subject, day, seq, amount) in Rows(random, officials, each))
            {
                await copy.WriteRowAsync(default, subject, day, seq, amount);
            }

            await copy.CompleteAsync();
            await copy.CloseAsync();
            await Execute(connection, "ANALYZE points");
            return;
        }

        await using var transaction = await connection.BeginTransactionAsync();
        await using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO points VALUES (@a, @b, @c, @d)";
        var (a, b, c, d) = (
            Parameter(insert, "@a"),
            Parameter(insert, "@b"),
            Parameter(insert, "@c"),
            Parameter(insert, "@d")
        );
        foreach (var (subject, day, seq, amount) in Rows(random, officials, each))
        {
            (a.Value, b.Value, c.Value, d.Value) = (subject, day, seq, amount);
            await insert.ExecuteNonQueryAsync();
        }

        await transaction.CommitAsync();
        await Execute(connection, "ANALYZE");
    }

    private static IEnumerable<(int, int, int, long)> Rows(Random random, int officials, int each)
    {
        var days = new int[each];
        for (var subject = 0; subject < officials; subject++)
        {
            for (var i = 0; i < each; i++)
            {
                days[i] = s_today.DayNumber - random.Next(3650);
            }

            Array.Sort(days);
            for (var i = 0; i < each; i++)
            {
                yield return (subject, days[i], i, random.Next(1, 5) * 5);
            }
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

    // One number a row: subject, day, amount. A getter for each of them would cost more than the scan.
    private static readonly string s_read =
        $"SELECT subject * {1L << 32} + (day - {Start(2)}) * {1L << 16} + amount FROM points WHERE day >= {Start(2)} AND day <= {s_today.DayNumber} ORDER BY subject, day, seq";

    private static async Task<WindowTotals> Read(DbConnection connection, int officials, int rows)
    {
        var columns = new Columns(rows);
        if (connection is SqliteConnection sqlite)
        {
            // Straight from the statement: the reader of the provider costs several times the scan.
            _ = SQLitePCL.raw.sqlite3_prepare_v2(sqlite.Handle!, s_read, out var statement);
            using (statement)
            {
                while (SQLitePCL.raw.sqlite3_step(statement) == SQLitePCL.raw.SQLITE_ROW)
                {
                    columns.Add(SQLitePCL.raw.sqlite3_column_int64(statement, 0));
                }
            }

            return columns.Load(officials);
        }

        await using var command = connection.CreateCommand();
        command.CommandText = s_read;
        await using var reader = await command.ExecuteReaderAsync();
        while (reader.Read())
        {
            columns.Add(reader.GetInt64(0));
        }

        return columns.Load(officials);
    }

    private sealed class Columns(int rows)
    {
        private readonly int[] _subjects = GC.AllocateUninitializedArray<int>(rows);
        private readonly int[] _days = GC.AllocateUninitializedArray<int>(rows);
        private readonly long[] _amounts = GC.AllocateUninitializedArray<long>(rows);
        private int _count;

        public void Add(long packed)
        {
            _subjects[_count] = (int)(packed >> 32);
            _days[_count] = (int)((packed >> 16) & 0xffff) + Start(2);
            _amounts[_count++] = packed & 0xffff;
        }

        public WindowTotals Load(int officials) =>
            WindowTotals
                .Load(
                    officials,
                    _subjects.AsSpan(0, _count),
                    _days.AsSpan(0, _count),
                    _amounts.AsSpan(0, _count),
                    scale: 1
                )
                .Totals;
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
