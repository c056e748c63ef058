package dev.skiff.api.codec;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Remembers what short texts were read as, where the same few come with every object. Bounded: a
/// text drives out the one that had its place. Thread-safe without locks, since entries are
/// immutable and a lost one is only read again.
///
/// @param <T> immutable
public final class RecentTexts<T> {
    private static final int PLACES = 1024;
    private static final int LONGEST_TEXT = 32;

    private final Function<String, T> reader;
    private final AtomicReferenceArray<@Nullable Entry<T>> entries =
            new AtomicReferenceArray<>(PLACES);

    private record Entry<T>(String text, T read) {}

    /// @param reader gives the same for the same text, always
    public RecentTexts(Function<String, T> reader) {
        this.reader = reader;
    }

    public T read(String text) {
        if (text.length() > LONGEST_TEXT) {
            return reader.apply(text);
        }
        int hash = text.hashCode();
        int place = (hash ^ hash >>> 10) & (PLACES - 1);
        Entry<T> known = entries.getPlain(place);
        if (known == null || !known.text().equals(text)) {
            known = new Entry<>(text, reader.apply(text));
            entries.setPlain(place, known);
        }
        return known.read();
    }
}
