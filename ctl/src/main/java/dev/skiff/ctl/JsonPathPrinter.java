package dev.skiff.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skiff.api.codec.GoText;
import dev.skiff.api.jsonpath.JsonPathException;
import dev.skiff.api.jsonpath.JsonPathTemplate;
import java.io.PrintStream;

/// `-o jsonpath=…` and `-o jsonpath-as-json=…`.
final class JsonPathPrinter implements ObjectPrinter {
    private interface Form {
        String of(JsonPathTemplate template, JsonNode object) throws JsonPathException;
    }

    private final String text;
    private final JsonPathTemplate template;
    private final Form form;

    private JsonPathPrinter(String text, Form form) {
        this.text = text;
        this.form = form;
        try {
            this.template = JsonPathTemplate.parse(text);
        } catch (JsonPathException e) {
            throw new CommandFailure(
                    "error: error parsing jsonpath %s, %s".formatted(text, e.getMessage()), e);
        }
    }

    static ObjectPrinter text(String template) {
        return new JsonPathPrinter(template, JsonPathTemplate::print);
    }

    /// All results as one JSON array.
    static ObjectPrinter json(String template) {
        return new JsonPathPrinter(
                template, (parsed, object) -> ObjectText.wholeJson(parsed.results(object)));
    }

    @Override
    public void print(JsonNode object, PrintStream out) {
        try {
            out.print(form.of(template, object));
        } catch (JsonPathException e) {
            throw new CommandFailure(
                    """
                    error: error executing jsonpath %s: Error executing template: %s. Printing more \
                    information for debugging the template:
                    \ttemplate was:
                    \t\t%s
                    \tobject given to jsonpath engine was:
                    \t\t%s

                    """
                            .formatted(
                                    GoText.quote(text), e.getMessage(), text, GoText.json(object)),
                    e);
        }
    }
}
