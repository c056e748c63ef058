package dev.skiff.api.schema;

import java.util.ArrayList;
import java.util.List;

/// Where a decoder is. Steps are cheap to take; texts are made only for errors.
final class FieldTrail {
    private final List<Step> steps = new ArrayList<>();

    private sealed interface Step {}

    private record Field(String name) implements Step {}

    private record Key(String key) implements Step {}

    private record Index(int index) implements Step {}

    void enterField(String name) {
        steps.add(new Field(name));
    }

    void enterKey(String key) {
        steps.add(new Key(key));
    }

    void enterIndex(int index) {
        steps.add(new Index(index));
    }

    void leave() {
        steps.removeLast();
    }

    /// The whole way, as strict decoding names it: `spec.containers[0].env`, `data.key`.
    String path() {
        StringBuilder path = new StringBuilder();
        for (Step step : steps) {
            switch (step) {
                case Field(var name) -> appendName(path, name);
                case Key(var key) -> appendName(path, key);
                case Index(var index) -> path.append('[').append(index).append(']');
            }
        }
        return path.toString();
    }

    /// The fields alone, as type errors name them: `spec.containers.env`.
    String fields() {
        StringBuilder path = new StringBuilder();
        for (Step step : steps) {
            if (step instanceof Field(var name)) {
                appendName(path, name);
            }
        }
        return path.toString();
    }

    private static void appendName(StringBuilder path, String name) {
        if (!path.isEmpty()) {
            path.append('.');
        }
        path.append(name);
    }
}
