package io.watchbill.spec.reader;

import io.watchbill.spec.RunWindow;
import io.watchbill.spec.Serving;
import io.watchbill.spec.Window;
import java.util.List;

/** Reads {@code windows}. */
final class WindowsReader {
    private WindowsReader() {}

    /** Windows of drift: those of runs exist only where predictions come in runs. */
    static List<Window> read(MapReader map, List<Window> otherwise, Serving serving) {
        return serving instanceof Serving.Batch
                ? read(map, otherwise, Forms.WINDOW)
                : read(
                        map,
                        otherwise,
                        timesOnly(
                                "counts runs, and the model is served online",
                                "a window of time such as 24h, or serving: {batch: …}"));
    }

    /** Windows of what comes after predictions: labels and business events, which no run waits for. */
    static List<Window> readTimes(MapReader map, List<Window> otherwise) {
        return read(
                map,
                otherwise,
                timesOnly("counts runs, and only drift is scored over runs", "a window of time such as 24h"));
    }

    private static List<Window> read(MapReader map, List<Window> otherwise, Form<Window> form) {
        return map.values("windows", form, otherwise).stream().distinct().toList();
    }

    private static Form<Window> timesOnly(String why, String expected) {
        return Form.of(
                SpecificationCode.BAD_WINDOW,
                text -> {
                    Window window = Forms.WINDOW.read(text);
                    if (window instanceof RunWindow) {
                        throw Forms.misfit(text, why, expected).as(SpecificationCode.SERVING_WINDOW);
                    }
                    return window;
                },
                Window::label);
    }
}
