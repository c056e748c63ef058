/// Expressions in CEL as Kubernetes' admission knows them: compiled against the variables and
/// functions that upstream gives them, and refused in its words. Start reading at
/// [dev.skiff.apiserver.cel.AdmissionCompiler].
///
/// The language itself is `dev.cel`. No class of it is loaded before the first expression is
/// compiled, and none is seen outside this package. What upstream has and `dev.cel` does not:
/// estimating and bounding the cost of an expression.
@NullMarked
package dev.skiff.apiserver.cel;

import org.jspecify.annotations.NullMarked;
