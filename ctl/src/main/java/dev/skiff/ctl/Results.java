package dev.skiff.ctl;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// Tells what became of objects, one after the other.
final class Results {
    private final Session session;
    private final ResultFormat format;
    private final DryRun dryRun;
    private boolean isFirst = true;

    Results(Session session, ResultFormat format, DryRun dryRun) {
        this.session = session;
        this.format = format;
        this.dryRun = dryRun;
    }

    /// @param object as it is now
    /// @param done what was done to it: `scaled`
    void tell(ResourceType type, ObjectNode object, String done) {
        String reference = type.reference(Manifest.nameOf(object));
        switch (format) {
            case TEXT -> session.out().println(reference + " " + done + dryRun.suffix());
            case NAME -> session.out().println(reference);
            case YAML, JSON -> show(object);
        }
    }

    private void show(ObjectNode object) {
        if (format == ResultFormat.JSON) {
            session.out().print(ObjectText.json(object));
        } else {
            session.out().print((isFirst ? "" : "---\n") + ObjectText.yaml(object));
        }
        isFirst = false;
    }

    /// Several as one list.
    void show(List<ObjectNode> objects) {
        if (objects.size() == 1) {
            show(objects.getFirst());
            return;
        }
        ObjectNode list = ObjectText.list(objects);
        list.putObject("metadata");
        show(list);
    }
}
