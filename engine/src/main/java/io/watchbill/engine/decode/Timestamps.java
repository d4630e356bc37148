package io.watchbill.engine.decode;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;

/** Reads RFC 3339 times; the common forms without allocation. */
final class Timestamps {
    /** No time: absent, or not a time. Never a valid one, because times start in 1970. */
    static final long NONE = Long.MIN_VALUE;

    /** 9999-12-31T23:59:59.999Z, the last time RFC 3339 can write. */
    static final long LATEST = 253_402_300_799_999L;

    private static final int[] DAYS_BEFORE_MONTH = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    private static final int[] DAYS_IN_MONTH = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private Timestamps() {}

    /** Milliseconds since 1970, or {@link #NONE} if the text is no time with an offset from 1970 to 9999. */
    static long parse(char[] text, int offset, int length) {
        long millis = parseUtc(text, offset, length);
        if (millis == NONE && length > 20 && length <= 40) {
            millis = parseAny(new String(text, offset, length));
        }
        return millis;
    }

    private static long parseAny(String text) {
        try {
            long millis = OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME)
                    .toInstant()
                    .toEpochMilli();
            return millis < 0 || millis > LATEST ? NONE : millis;
        } catch (DateTimeException e) {
            return NONE;
        }
    }

    /** {@code 2001-02-01T07:05:00Z} with any number of fraction digits. */
    private static long parseUtc(char[] text, int offset, int length) {
        if (length < 20
                || text[offset + 4] != '-'
                || text[offset + 7] != '-'
                || (text[offset + 10] != 'T' && text[offset + 10] != 't' && text[offset + 10] != ' ')
                || text[offset + 13] != ':'
                || text[offset + 16] != ':'
                || (text[offset + length - 1] != 'Z' && text[offset + length - 1] != 'z')) {
            return NONE;
        }
        int year = digits(text, offset, 4);
        int month = digits(text, offset + 5, 2);
        int day = digits(text, offset + 8, 2);
        int hour = digits(text, offset + 11, 2);
        int minute = digits(text, offset + 14, 2);
        int second = digits(text, offset + 17, 2);
        boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        if (year < 1970 || month < 1 || month > 12 || day < 1 || hour < 0 || hour > 23) {
            return NONE;
        }
        int lastDay = month == 2 && leap ? 29 : DAYS_IN_MONTH[month - 1];
        int millis = fraction(text, offset + 19, length - 20);
        if (day > lastDay || minute < 0 || minute > 59 || second < 0 || second > 59 || millis < 0) {
            return NONE;
        }
        int before = year - 1;
        long days = 365L * (year - 1970) + (before / 4 - before / 100 + before / 400) - 477;
        days += DAYS_BEFORE_MONTH[month - 1] + (month > 2 && leap ? 1 : 0) + day - 1;
        return ((days * 24 + hour) * 60 + minute) * 60_000 + second * 1_000L + millis;
    }

    /** The milliseconds of {@code .123}; 0 where there is nothing, -1 where there is something else. */
    private static int fraction(char[] text, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (length < 2 || length > 10 || text[offset] != '.') {
            return -1;
        }
        int millis = 0;
        for (int i = 1; i < Math.max(length, 4); i++) {
            int digit = i < length ? text[offset + i] - '0' : 0;
            if (digit < 0 || digit > 9) {
                return -1;
            }
            if (i <= 3) {
                millis = millis * 10 + digit;
            }
        }
        return millis;
    }

    private static int digits(char[] text, int offset, int count) {
        int number = 0;
        for (int i = offset; i < offset + count; i++) {
            int digit = text[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
