package io.watchbill.spec.calendar;

import io.watchbill.spec.finding.MisfitException;
import io.watchbill.spec.finding.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a phrase such as {@code last friday monthly 23:00}, taken one by one. */
final class Phrase {
    private static final Pattern WORD = Pattern.compile("\\S+");
    private static final Pattern FILLERS = Pattern.compile("at|on|the|of|each");

    private final String text;
    private final List<Word> words = new ArrayList<>();

    private Phrase(String text) {
        this.text = text;
    }

    static Phrase of(String text) {
        Phrase phrase = new Phrase(text);
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            String word = matcher.group().toLowerCase(Locale.ROOT);
            if (!FILLERS.matcher(word).matches()) {
                phrase.words.add(new Word(word, new Span(matcher.start(), matcher.end())));
            }
        }
        return phrase;
    }

    boolean isEmpty() {
        return words.isEmpty();
    }

    /** The next word without taking it; empty text at the end. */
    String peek() {
        return words.isEmpty() ? "" : words.get(0).text();
    }

    /** Takes the next word if it is this one. */
    boolean take(String word) {
        boolean next = peek().equals(word);
        if (next) {
            words.remove(0);
        }
        return next;
    }

    /** Takes the next word, which must exist. */
    Word next(String expected) throws MisfitException {
        if (words.isEmpty()) {
            throw new MisfitException(new Span(text.length(), text.length()), "the text ends too early", expected);
        }
        return words.remove(0);
    }

    /** Takes, wherever it stands, the first word of that form. */
    Optional<Word> pick(Pattern form) {
        for (Word word : words) {
            if (form.matcher(word.text()).matches()) {
                words.remove(word);
                return Optional.of(word);
            }
        }
        return Optional.empty();
    }

    /** Takes, wherever it stands, the word after this one, and both are gone. */
    Optional<Word> pickAfter(String marker, String expected) throws MisfitException {
        for (int index = 0; index < words.size(); index++) {
            if (words.get(index).text().equals(marker)) {
                words.remove(index);
                if (index == words.size()) {
                    throw new MisfitException(
                            new Span(text.length(), text.length()), "the text ends too early", expected);
                }
                return Optional.of(words.remove(index));
            }
        }
        return Optional.empty();
    }

    /** Takes, wherever it stands, this word and all that follows; empty where it does not stand. */
    Optional<Phrase> pickRest(String marker) {
        for (int index = 0; index < words.size(); index++) {
            if (words.get(index).text().equals(marker)) {
                Phrase rest = new Phrase(text);
                rest.words.addAll(words.subList(index + 1, words.size()));
                words.subList(index, words.size()).clear();
                return Optional.of(rest);
            }
        }
        return Optional.empty();
    }

    /** Nothing may be left. */
    void end(String expected) throws MisfitException {
        if (!words.isEmpty()) {
            throw words.get(0).unexpected(expected);
        }
    }

    /** A word in lower case and where it stands. */
    record Word(String text, Span span) {
        MisfitException unexpected(String expected) {
            return new MisfitException(span, "'" + text + "' does not fit here", expected);
        }
    }
}
