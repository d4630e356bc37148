package io.watchbill.bench.falsealarms;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.watchbill.bench.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Measures how often undrifted data looks drifted, and how often named shifts are found; writes the tables of the
 * documentation. Exit code 1 if a rate is outside its bounds.
 */
public final class FalseAlarms {
    private static final int SEEDS = 10_000;
    private static final int POWER_SEEDS = 2_000;
    private static final int MONTHS = 50;

    private FalseAlarms() {}

    /**
     * Arguments: the file of the results, the page, {@code --check} to write neither, and {@code --seeds} with a number to
     * draw fewer; the tables say how many.
     */
    public static void main(String[] arguments) throws IOException {
        List<String> options = List.of(arguments).subList(2, arguments.length);
        int given = options.indexOf("--seeds");
        int seeds = given < 0 ? SEEDS : Integer.parseInt(options.get(given + 1));
        Outcome outcome = measure(seeds);
        String tables = Page.tables(outcome);
        System.out.println(tables);
        List<String> complaints = outcome.cells().stream()
                .filter(cell -> cell.complaint() != null)
                .map(cell -> cell.complaint() + ": " + cell)
                .toList();
        complaints.forEach(System.out::println);
        if (!options.contains("--check")) {
            Path page = Path.of(arguments[1]);
            Files.writeString(page, Page.with(Files.readString(page), tables));
            write(Path.of(arguments[0]), outcome);
        }
        System.exit(complaints.isEmpty() ? 0 : 1);
    }

    private static Outcome measure(int seeds) throws IOException {
        List<Cell> cells = new ArrayList<>();
        Map<String, String> machine = Machine.described();
        for (Study study : Populations.studies()) {
            System.err.println(study.population().label());
            cells.addAll(Levels.of(study, seeds));
        }
        System.err.println(Accuracy.LABEL);
        cells.addAll(Accuracy.cells(seeds));
        System.err.println("power");
        List<Power.Row> power = Power.rows(Math.min(seeds, POWER_SEEDS));
        System.err.println("months");
        List<Months.Row> months = Months.rows(Math.min(seeds / 10, MONTHS));
        String command = "bench/run" + (seeds == SEEDS ? "" : " --seeds " + seeds) + " false-alarms";
        return new Outcome(command, machine, seeds, List.copyOf(cells), power, months);
    }

    // A line for each cell, so that a diff shows which have moved.
    private static void write(Path file, Outcome outcome) throws IOException {
        ObjectMapper json = new ObjectMapper();
        StringBuilder text = new StringBuilder("{\n");
        text.append("\"command\": ")
                .append(json.writeValueAsString(outcome.command()))
                .append(",\n");
        text.append("\"machine\": ")
                .append(json.writeValueAsString(outcome.machine()))
                .append(",\n");
        text.append("\"seeds\": ").append(outcome.seeds());
        lines(text, json, "cells", outcome.cells());
        lines(text, json, "power", outcome.power());
        lines(text, json, "months", outcome.months());
        Files.writeString(file, text.append("\n}\n"));
    }

    private static void lines(StringBuilder text, ObjectMapper json, String name, List<?> rows) throws IOException {
        text.append(",\n\"").append(name).append("\": [");
        for (int i = 0; i < rows.size(); i++) {
            text.append(i == 0 ? "\n" : ",\n").append(json.writeValueAsString(rows.get(i)));
        }
        text.append("\n]");
    }
}
