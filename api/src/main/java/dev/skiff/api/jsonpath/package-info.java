/// Paths into JSON trees in Kubernetes' dialect of JSONPath, and the templates of `-o jsonpath`.
/// Start reading at [JsonPathTemplate].
///
/// What is not there is no result and no error; an index outside of a list is an error.
@NullMarked
package dev.skiff.api.jsonpath;

import org.jspecify.annotations.NullMarked;
