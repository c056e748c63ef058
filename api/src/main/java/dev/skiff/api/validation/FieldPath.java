package dev.skiff.api.validation;

import org.jspecify.annotations.Nullable;

/// Where in an object: `spec.containers[0].name`, `metadata.labels`, `spec.nodeSelector[disk]`.
///
/// Cheap to make while walking an object that has nothing wrong: the text is put together only when
/// asked for.
public final class FieldPath {
    public static final FieldPath ROOT = new FieldPath(null, "", -1);

    private static final int NAME = -1;
    private static final int KEY = -2;

    private final @Nullable FieldPath parent;
    private final String name;

    /// The index of a list element, or [#NAME] or [#KEY].
    private final int position;

    private FieldPath(@Nullable FieldPath parent, String name, int position) {
        this.parent = parent;
        this.name = name;
        this.position = position;
    }

    public static FieldPath of(String first, String... more) {
        FieldPath path = ROOT.child(first);
        for (String name : more) {
            path = path.child(name);
        }
        return path;
    }

    public FieldPath child(String fieldName) {
        return new FieldPath(this, fieldName, NAME);
    }

    public FieldPath index(int index) {
        if (index < 0) {
            throw new IllegalArgumentException("index " + index + " of " + this);
        }
        return new FieldPath(this, "", index);
    }

    public FieldPath key(String key) {
        return new FieldPath(this, key, KEY);
    }

    public String text() {
        StringBuilder text = new StringBuilder();
        appendTo(text);
        return text.toString();
    }

    private void appendTo(StringBuilder text) {
        if (parent == null) {
            return;
        }
        parent.appendTo(text);
        switch (position) {
            case NAME -> text.append(text.isEmpty() ? "" : ".").append(name);
            case KEY -> text.append('[').append(name).append(']');
            default -> text.append('[').append(position).append(']');
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FieldPath path && text().equals(path.text());
    }

    @Override
    public int hashCode() {
        return text().hashCode();
    }

    @Override
    public String toString() {
        return text();
    }
}
