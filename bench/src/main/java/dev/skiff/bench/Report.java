package dev.skiff.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import java.util.List;
import java.util.Locale;

/// What one benchmark measured.
///
/// @param notes what a reader must know to judge the figures
record Report(String benchmark, List<Figure> figures, List<String> notes) {
    Report {
        figures = List.copyOf(figures);
        notes = List.copyOf(notes);
    }

    String toTable() {
        StringBuilder table = new StringBuilder();
        table.append("| what | Skiff | yardstick | ratio | goal |\n|---|---|---|---|---|\n");
        for (Figure f : figures) {
            table.append(
                    String.format(
                            Locale.ROOT,
                            "| %s | %.3g %s | %.3g %s (%s) | %.2f | %s |%n",
                            f.name(),
                            f.ours(),
                            f.unit(),
                            f.yardstick(),
                            f.unit(),
                            f.yardstickName(),
                            f.ratio(),
                            f.goal() == 0 ? "" : String.format(Locale.ROOT, "≤ %.2f", f.goal())));
        }
        notes.forEach(note -> table.append("\n- ").append(note));
        return table.append('\n').toString();
    }

    byte[] toJson(Machine machine) {
        ObjectNode json = Json.object();
        json.put("benchmark", benchmark);
        json.set("machine", machine.toTree());
        ArrayNode list = json.putArray("figures");
        for (Figure f : figures) {
            list.addObject()
                    .put("name", f.name())
                    .put("unit", f.unit())
                    .put("skiff", f.ours())
                    .put("yardstick", f.yardstick())
                    .put("yardstickName", f.yardstickName())
                    .put("ratio", f.ratio())
                    .put("goal", f.goal());
        }
        ArrayNode noteList = json.putArray("notes");
        notes.forEach(noteList::add);
        return Json.write(json);
    }
}
