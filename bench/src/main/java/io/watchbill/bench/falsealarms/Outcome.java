package io.watchbill.bench.falsealarms;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Map;

/**
 * Everything that was drawn and counted.
 *
 * @param command what repeats it
 * @param seeds of each cell
 */
@JsonPropertyOrder({"command", "machine", "seeds", "cells", "power", "months"})
record Outcome(
        String command,
        Map<String, String> machine,
        int seeds,
        List<Cell> cells,
        List<Power.Row> power,
        List<Months.Row> months) {}
