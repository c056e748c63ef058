package dev.skiff.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.List;

/// Prints whole objects in one form. May remember what it printed before, so that the next fits.
interface ObjectPrinter {
    /// @param object one object, or a `List` of several
    void print(JsonNode object, PrintStream out);

    /// Its items, if it is a list; otherwise itself.
    static Iterable<JsonNode> each(JsonNode object) {
        return object.path("items").isArray() ? object.path("items") : List.of(object);
    }
}
