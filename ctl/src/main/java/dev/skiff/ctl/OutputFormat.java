package dev.skiff.ctl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// The value of `-o`.
sealed interface OutputFormat {
    /// The server's table.
    ///
    /// @param isWide with the columns of lesser priority
    record Table(boolean isWide) implements OutputFormat {}

    /// `pod/web`, a line each.
    record Name() implements OutputFormat {}

    record Objects(ObjectPrinter printer) implements OutputFormat {}

    /// How objects are shown besides.
    record Options(boolean showManagedFields, boolean showHeaders) {}

    static OutputFormat parse(String value, Options options) {
        int equals = value.indexOf('=');
        return equals < 0
                ? plain(value, options)
                : templated(value.substring(0, equals), value.substring(equals + 1), options);
    }

    private static OutputFormat plain(String value, Options options) {
        return switch (value) {
            case "" -> new Table(false);
            case "wide" -> new Table(true);
            case "name" -> new Name();
            case "yaml" -> new Objects(new YamlPrinter(options.showManagedFields()));
            case "json" -> new Objects(json(options.showManagedFields()));
            default -> templated(value, "", options);
        };
    }

    private static OutputFormat templated(String name, String template, Options options) {
        return new Objects(
                switch (name) {
                    case "jsonpath" -> JsonPathPrinter.text(required(template));
                    case "jsonpath-as-json" -> JsonPathPrinter.json(required(template));
                    case "jsonpath-file" ->
                            JsonPathPrinter.text(
                                    file("error reading --template " + template, template));
                    case "custom-columns" -> CustomColumns.parse(template, options.showHeaders());
                    case "custom-columns-file" ->
                            CustomColumns.parseFile(
                                    file("error reading template " + template, template),
                                    options.showHeaders());
                    case "go-template", "go-template-file", "template", "templatefile" ->
                            throw new CommandFailure(
                                    "error: skiff has no Go templates; use -o jsonpath or kubectl");
                    default ->
                            throw new CommandFailure(
                                    "error: unable to match a printer suitable for the output format "
                                            + "\"%s\", allowed formats are: custom-columns,"
                                                    .formatted(
                                                            template.isEmpty()
                                                                    ? name
                                                                    : name + "=" + template)
                                            + "custom-columns-file,json,jsonpath,jsonpath-as-json,"
                                            + "jsonpath-file,name,wide,yaml");
                });
    }

    private static ObjectPrinter json(boolean showManagedFields) {
        return (object, out) ->
                out.print(
                        showManagedFields ? ObjectText.wholeJson(object) : ObjectText.json(object));
    }

    private static String required(String template) {
        if (template.isEmpty()) {
            throw new CommandFailure("error: template format specified but no template given");
        }
        return template;
    }

    private static String file(String problem, String name) {
        try {
            return Files.readString(Path.of(required(name)), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new CommandFailure(
                    "error: %s, open %s: no such file or directory".formatted(problem, name), e);
        } catch (IOException e) {
            throw new CommandFailure("error: %s, %s".formatted(problem, e.getMessage()), e);
        }
    }
}
