package dev.skiff.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import java.util.List;

/// What one benchmark measured.
///
/// @param notes what a reader must know to judge the figures
public record Report(String benchmark, List<Figure> figures, List<String> notes) {
    public Report {
        figures = List.copyOf(figures);
        notes = List.copyOf(notes);
    }

    String toTable() {
        StringBuilder table = new StringBuilder();
        table.append("| what | Skiff | beside it | ratio | goal |\n|---|---|---|---|---|\n");
        figures.forEach(figure -> table.append(figure.toRow()).append('\n'));
        notes.forEach(note -> table.append("\n- ").append(note));
        return table.append('\n').toString();
    }

    byte[] toJson(Machine machine) {
        ObjectNode json = Json.object();
        json.put("benchmark", benchmark);
        json.set("machine", machine.toTree());
        ArrayNode list = json.putArray("figures");
        for (Figure figure : figures) {
            ObjectNode entry =
                    list.addObject()
                            .put("name", figure.name())
                            .put("unit", figure.unit())
                            .put("skiff", figure.ours());
            ObjectNode beside = entry.putObject("yardsticks");
            figure.yardsticks().forEach(y -> beside.put(y.name(), y.value()));
            ArrayNode goals = entry.putArray("goals");
            figure.goals().forEach(goal -> goals.add(goal.toString()));
        }
        ArrayNode noteList = json.putArray("notes");
        notes.forEach(noteList::add);
        return Json.write(json);
    }
}
