package dev.skiff.apiserver.cel;

/// Which of the variables that are not always there an expression may name.
///
/// @param hasParams the object that parameterizes a policy
/// @param hasAuthorizer what its author may ask about the rights of who made the request
public record Scope(boolean hasParams, boolean hasAuthorizer) {}
