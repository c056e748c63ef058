package dev.skiff.api.codec;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/// YAML as Kubernetes reads it: version 1.1 with Go's numbers, turned into JSON. `y`, `on` and
/// `0644` are not strings, times are, keys of maps become strings. Keys given twice are noticed;
/// the last one counts. Aliases may not blow a document up.
public final class Yaml {
    private static final String SEPARATOR = "---";

    private Yaml() {}

    public sealed interface Result {}

    /// @param tree null in JSON for an empty document
    /// @param duplicates keys given twice: `line 4: key "a" already set in map`
    public record Read(JsonNode tree, List<String> duplicates) implements Result {
        public Read {
            duplicates = List.copyOf(duplicates);
        }

        /// The duplicates as strict decoding tells them: one problem, or none.
        public List<String> problems() {
            return duplicates.isEmpty() ? List.of() : List.of(problem(duplicates));
        }
    }

    /// One sentence about keys given twice.
    public static String problem(List<String> duplicates) {
        return duplicates.stream()
                .collect(Collectors.joining("\n  ", "yaml: unmarshal errors:\n  ", ""));
    }

    /// @param message in upstream's words: `yaml: line 3: …`
    public record Unreadable(String message) implements Result {}

    /// Reads the first document.
    public static Result read(byte[] utf8) {
        try {
            return read(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
        } catch (CharacterCodingException e) {
            return new Unreadable("yaml: invalid leading UTF-8 octet");
        }
    }

    /// Reads the first document.
    public static Result read(String text) {
        YamlReader reader = new YamlReader(text);
        try {
            JsonNode tree = reader.readDocument();
            return new Read(tree, reader.duplicates());
        } catch (MarkedYAMLException e) {
            return new Unreadable(YamlErrors.explain(e));
        } catch (YAMLException e) {
            return new Unreadable(YamlErrors.explain(e));
        }
    }

    /// Writes a tree the way Kubernetes' tools do.
    public static String write(JsonNode tree) {
        return new YamlWriter().write(tree);
    }

    /// The documents of a file, split at lines that begin with `---`. Empty ones are left out.
    public static List<String> documents(String text) {
        List<String> documents = new ArrayList<>();
        StringBuilder document = new StringBuilder();
        for (String line : text.split("(?<=\n)", -1)) {
            boolean isSeparator = line.startsWith(SEPARATOR);
            if (isSeparator) {
                addDocument(documents, document);
                document.setLength(0);
            } else {
                document.append(line);
            }
        }
        addDocument(documents, document);
        return documents;
    }

    private static void addDocument(List<String> documents, StringBuilder document) {
        if (!document.toString().isBlank()) {
            documents.add(document.toString());
        }
    }
}
