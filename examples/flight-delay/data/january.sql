-- The half of January that the model is not learnt from, as a team would have it at hand after training: the features
-- with the model's prediction, score and confidence, and what came true. DelayModel.java says the same in Java;
-- a test compares every row.
COPY (
    WITH flights AS (
        SELECT file_row_number AS number, "date", hour("date") AS hour, distance, origin, (delay > 15)::INTEGER AS late,
            ((file_row_number * 2654435761) >> 31) % 2 = 0 AS fitted
        FROM read_parquet('flights.parquet', file_row_number = true)
        WHERE "date" < TIMESTAMP '2001-02-01'
    ),
    overall AS (SELECT avg(late) AS share FROM flights WHERE fitted),
    hours AS (
        SELECT hour, (sum(late) + 20 * any_value(share)) / (count(*) + 20) AS share
        FROM flights, overall WHERE fitted GROUP BY hour
    ),
    cells AS (
        SELECT origin, hour, (sum(late) + 20 * any_value(share)) / (count(*) + 20) AS share
        FROM flights JOIN hours USING (hour) WHERE fitted GROUP BY origin, hour
    ),
    scored AS (
        SELECT flights.*, round(coalesce(cells.share, hours.share, (SELECT share FROM overall)), 4) AS score
        FROM flights LEFT JOIN hours USING (hour) LEFT JOIN cells USING (origin, hour)
    )
    SELECT 'flight-' || number AS id, '2001-01' AS version, "date", distance, hour::TINYINT AS departure_hour, origin,
        CASE WHEN score >= 0.5 THEN 'delayed' ELSE 'on_time' END AS prediction,
        score, round(greatest(score, 1 - score), 4) AS confidence,
        CASE WHEN late = 1 THEN 'delayed' ELSE 'on_time' END AS outcome, fitted
    FROM scored WHERE NOT fitted ORDER BY number
) TO 'january.parquet' (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 19);
