package io.watchbill.dashboards;

import java.util.ArrayList;
import java.util.List;

/**
 * A row and what stands under it.
 *
 * @param key what the row's identity is made of
 * @param folded whether it opens at a click only: detail that answers no first question
 */
record Section(String key, String title, boolean folded, List<Draft> drafts) {

    Section {
        drafts = List.copyOf(drafts);
    }

    /** What people see at once. */
    static Section open(String key, String title, List<Draft> drafts) {
        return new Section(key, title, false, drafts);
    }

    /** What opens at a click. */
    static Section folded(String key, String title, List<Draft> drafts) {
        return new Section(key, title, true, drafts);
    }

    /** With other panels, and unfolded if it must be. */
    Section with(List<Draft> others, boolean unfolded) {
        return new Section(key, title, folded && !unfolded, others);
    }

    /** With more panels at its end. */
    Section and(List<Draft> more) {
        List<Draft> all = new ArrayList<>(drafts);
        all.addAll(more);
        return new Section(key, title, folded, all);
    }
}
