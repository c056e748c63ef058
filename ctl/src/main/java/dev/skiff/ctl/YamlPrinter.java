package dev.skiff.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.codec.Yaml;
import java.io.PrintStream;

/// YAML documents, parted by `---`.
final class YamlPrinter implements ObjectPrinter {
    private final boolean showManagedFields;
    private boolean isFirst = true;

    YamlPrinter(boolean showManagedFields) {
        this.showManagedFields = showManagedFields;
    }

    @Override
    public void print(JsonNode object, PrintStream out) {
        if (!isFirst) {
            out.println("---");
        }
        isFirst = false;
        out.print(showManagedFields ? Yaml.write(object) : ObjectText.yaml(object));
    }
}
