package dev.skiff.apiserver.apply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.schema.TypeSchema;
import java.util.function.UnaryOperator;

/// One version in which the objects of a kind can be seen.
///
/// @param type their type in this version
/// @param fromOwn makes an object of this version of one in the version that is written; changes
///     nothing
/// @param toOwn the other way round
public record ObjectVersion(
        TypeSchema type, UnaryOperator<ObjectNode> fromOwn, UnaryOperator<ObjectNode> toOwn) {}
