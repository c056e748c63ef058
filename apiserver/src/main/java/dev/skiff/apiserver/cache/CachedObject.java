package dev.skiff.apiserver.cache;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.StoredObject;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// An object in the cache, with what selectors ask of it read at most once. Immutable.
public final class CachedObject {
    private final String key;
    private final StoredObject object;
    private final Function<ObjectNode, Map<String, String>> fieldReader;
    private volatile @Nullable Map<String, String> labels;
    private volatile @Nullable Map<String, String> fields;
    private volatile @Nullable Object form;

    CachedObject(
            String key,
            StoredObject object,
            Function<ObjectNode, Map<String, String>> fieldReader) {
        this.key = key;
        this.object = object;
        this.fieldReader = fieldReader;
    }

    /// Its place in the order of the kind: `namespace/name`, or the name.
    public String key() {
        return key;
    }

    public StoredObject object() {
        return object;
    }

    public Map<String, String> labels() {
        Map<String, String> known = labels;
        if (known == null) {
            known = object.labels();
            labels = known;
        }
        return known;
    }

    /// The values of the selectable fields.
    public Map<String, String> fields() {
        Map<String, String> known = fields;
        if (known == null) {
            known = fieldReader.apply(object.tree());
            fields = known;
        }
        return known;
    }

    /// Another form of the object, made by the first caller and shared by all later ones, who must
    /// ask for the same type.
    public <T> T form(Class<T> type, Function<ObjectNode, T> maker) {
        Object made = form;
        if (!type.isInstance(made)) {
            made = maker.apply(object.tree());
            form = made;
        }
        return type.cast(made);
    }

    /// The same content at a later revision, as the last state of something that is gone.
    CachedObject at(long revision) {
        StoredObject moved = StoredObject.of(object.encoded(), revision);
        return new CachedObject(key, moved, fieldReader);
    }
}
