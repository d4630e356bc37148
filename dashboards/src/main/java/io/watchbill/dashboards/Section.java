package io.watchbill.dashboards;

import java.util.List;

/**
 * A row and what stands under it.
 *
 * @param key what the row's identity is made of
 */
record Section(String key, String title, List<Draft> drafts) {

    Section {
        drafts = List.copyOf(drafts);
    }
}
