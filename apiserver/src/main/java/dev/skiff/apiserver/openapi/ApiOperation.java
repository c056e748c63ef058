package dev.skiff.apiserver.openapi;

import dev.skiff.api.kind.GroupVersion;
import java.util.List;
import java.util.Optional;

/// What one method does on one path.
///
/// @param method in lower case
/// @param id unique in all documents
/// @param description one sentence
/// @param tag the group version it belongs to, as code generators name their classes
/// @param subject empty for what is not about a kind
record ApiOperation(
        String method,
        String id,
        String description,
        String tag,
        Optional<Subject> subject,
        List<ApiParameter> parameters,
        Optional<Content> body,
        List<Answer> answers) {
    /// The definition that stands for text without further shape.
    static final String TEXT = "";

    ApiOperation {
        parameters = List.copyOf(parameters);
        answers = List.copyOf(answers);
    }

    /// The same operation with other parameters.
    ApiOperation with(List<ApiParameter> others) {
        return new ApiOperation(method, id, description, tag, subject, others, body, answers);
    }

    /// What is done to which kind.
    record Subject(String action, GroupVersion groupVersion, String kind) {}

    /// The body of a request or an answer.
    ///
    /// @param definition the schema's name in the document, or [#TEXT]
    /// @param isRequired whether a request must have it
    record Content(List<String> mediaTypes, String definition, boolean isRequired) {
        Content {
            mediaTypes = List.copyOf(mediaTypes);
        }
    }

    /// @param content empty: nothing is said of the body
    record Answer(int status, String description, Optional<Content> content) {}
}
