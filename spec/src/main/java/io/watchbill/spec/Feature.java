package io.watchbill.spec;

import java.util.Optional;

/**
 * One input of a model.
 *
 * @param unit for people, such as {@code miles}
 * @param maximumCategories how many categories are kept apart; rarer ones are {@code other}
 */
public record Feature(String name, FeatureType type, Optional<String> unit, int maximumCategories) {
    /** Categories kept apart where nothing else is written. */
    public static final int DEFAULT_MAXIMUM_CATEGORIES = 100;
}
