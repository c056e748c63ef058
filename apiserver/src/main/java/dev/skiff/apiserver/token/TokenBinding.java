package dev.skiff.apiserver.token;

import dev.skiff.api.kind.Kind;

/// An object that a token is about or bound to.
///
/// @param claim under which a token names it: `pod`
public record TokenBinding(String claim, Kind kind, String name, String uid) {}
