package io.watchbill.spec.reader;

import io.watchbill.spec.RunWindow;
import io.watchbill.spec.Serving;
import io.watchbill.spec.Window;
import java.util.List;

/** Reads {@code windows}. */
final class WindowsReader {
    private WindowsReader() {}

    /** Windows of runs exist only where predictions come in runs. */
    static List<Window> read(MapReader map, List<Window> otherwise, Serving serving) {
        Form<Window> form = Form.of(
                SpecificationCode.BAD_WINDOW,
                text -> {
                    Window window = Forms.WINDOW.read(text);
                    if (window instanceof RunWindow && !(serving instanceof Serving.Batch)) {
                        throw Forms.misfit(
                                        text,
                                        "counts runs, and the model is served online",
                                        "a window of time such as 24h, or serving: {batch: …}")
                                .as(SpecificationCode.SERVING_WINDOW);
                    }
                    return window;
                },
                Window::label);
        return map.values("windows", form, otherwise).stream().distinct().toList();
    }
}
