package io.watchbill.engine;

import io.watchbill.statistics.ColumnReference;
import io.watchbill.statistics.ReferenceProfile;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares two objects field by field, through everything that they hold: doubles by their bits, lists and ordered maps in
 * their order. So a field that somebody adds and forgets to keep shows as a difference.
 */
final class Sameness {
    private final Set<String> ignored;
    private final Map<Object, Object> seen = new IdentityHashMap<>();
    private final List<String> differences = new ArrayList<>();

    /** Fields that held something other than 0, false, null or nothing. */
    final Set<String> used = new TreeSet<>();

    /** Fields that were compared. */
    final Set<String> compared = new TreeSet<>();

    /** @param ignored fields, as {@code Class.field} with the class's simple name */
    Sameness(Set<String> ignored) {
        this.ignored = ignored;
    }

    /** Where the two differ; empty where they are the same. */
    List<String> differences(Object first, Object second) {
        compare("", first, second);
        return differences;
    }

    private void compare(String path, Object a, Object b) {
        if (a == b || differences.size() > 20) {
            return;
        }
        if (isCounts(a) && isCounts(b)) {
            if (!Arrays.equals(counts(a), counts(b))) {
                differ(path, a, b);
            }
        } else if (a == null || b == null || !a.getClass().equals(b.getClass()) && !(a instanceof Collection)) {
            differ(path, a, b);
        } else if (a instanceof ColumnReference || a instanceof ReferenceProfile) {
            if (!a.equals(b)) {
                differ(path, a, b);
            }
        } else if (a instanceof Double x && b instanceof Double y) {
            if (Double.doubleToRawLongBits(x) != Double.doubleToRawLongBits(y)) {
                differ(path, a, b);
            }
        } else if (a.getClass().isArray()) {
            if (Arrays.deepEquals(new Object[] {a}, new Object[] {b})
                    && a.getClass().getComponentType().isPrimitive()) {
                return;
            }
            if (Array.getLength(a) != Array.getLength(b)) {
                differ(path + ".length", Array.getLength(a), Array.getLength(b));
                return;
            }
            for (int i = 0; i < Array.getLength(a); i++) {
                compare(path + "[" + i + "]", Array.get(a, i), Array.get(b, i));
            }
        } else if (a instanceof LinkedHashMap<?, ?> x && b instanceof LinkedHashMap<?, ?> y) {
            compare(path, new ArrayList<>(x.entrySet()), new ArrayList<>(y.entrySet()));
        } else if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
            maps(path, x, y);
        } else if (a instanceof Map.Entry<?, ?> x && b instanceof Map.Entry<?, ?> y) {
            compare(path + ".key", x.getKey(), y.getKey());
            compare(path + "{" + x.getKey() + "}", x.getValue(), y.getValue());
        } else if (a instanceof Collection<?> x && b instanceof Collection<?> y) {
            Iterator<?> left = x.iterator();
            Iterator<?> right = y.iterator();
            int i = 0;
            while (left.hasNext() && right.hasNext()) {
                compare(path + "[" + i++ + "]", left.next(), right.next());
            }
            if (left.hasNext() || right.hasNext()) {
                differ(path + ".size", x.size(), y.size());
            }
        } else if (a.getClass().getName().startsWith("io.watchbill")
                && !a.getClass().isEnum()) {
            if (seen.put(a, b) == null) {
                fields(path, a, b);
            }
        } else if (!a.equals(b)) {
            differ(path, a, b);
        }
    }

    /** Counts are kept as wide as the largest has ever been, which may have passed: their values are what is compared. */
    private static boolean isCounts(Object value) {
        return value instanceof byte[] || value instanceof short[] || value instanceof int[] || value instanceof long[];
    }

    private static long[] counts(Object array) {
        long[] counts = new long[Array.getLength(array)];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = array instanceof byte[] bytes
                    ? Byte.toUnsignedLong(bytes[i])
                    : array instanceof short[] shorts
                            ? Short.toUnsignedLong(shorts[i])
                            : array instanceof int[] ints ? Integer.toUnsignedLong(ints[i]) : ((long[]) array)[i];
        }
        return counts;
    }

    private void maps(String path, Map<?, ?> x, Map<?, ?> y) {
        Set<Object> keys = new HashSet<>(x.keySet());
        keys.addAll(y.keySet());
        for (Object key : keys) {
            compare(path + "{" + key + "}", x.get(key), y.get(key));
        }
    }

    private void fields(String path, Object a, Object b) {
        for (Class<?> type = a.getClass(); type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                String name = type.getSimpleName() + "." + field.getName();
                if (Modifier.isStatic(field.getModifiers()) || ignored.contains(name) || field.isSynthetic()) {
                    continue;
                }
                field.setAccessible(true);
                try {
                    Object left = field.get(a);
                    compared.add(name);
                    if (isUsed(left)) {
                        used.add(name);
                    }
                    compare(path + "." + field.getName(), left, field.get(b));
                } catch (IllegalAccessException e) {
                    throw new AssertionError(e);
                }
            }
        }
    }

    private static boolean isUsed(Object value) {
        if (value == null || value.equals(0) || value.equals(0L) || value.equals(false)) {
            return false;
        }
        if (value.getClass().isArray()) {
            for (int i = 0; i < Array.getLength(value); i++) {
                Object entry = Array.get(value, i);
                if (!Double.valueOf(0).equals(entry) && isUsed(entry)) {
                    return true;
                }
            }
            return false;
        }
        return !(value instanceof Collection<?> all && all.isEmpty())
                && !(value instanceof Map<?, ?> map && map.isEmpty());
    }

    private void differ(String path, Object a, Object b) {
        differences.add(path + ": " + a + " and " + b);
    }
}
