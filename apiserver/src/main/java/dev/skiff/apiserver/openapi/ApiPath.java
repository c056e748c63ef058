package dev.skiff.apiserver.openapi;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A path with its operations. Parameters that all of them have stand once, with the path, as
/// upstream writes them.
record ApiPath(String path, List<ApiParameter> parameters, List<ApiOperation> operations) {
    ApiPath {
        parameters = List.copyOf(parameters);
        operations = List.copyOf(operations);
    }

    static ApiPath of(String path, List<ApiOperation> operations) {
        List<ApiParameter> common = new ArrayList<>(operations.getFirst().parameters());
        operations.forEach(operation -> common.retainAll(operation.parameters()));
        common.sort(Comparator.comparing(ApiParameter::name));
        return new ApiPath(
                path,
                common,
                operations.stream()
                        .map(operation -> without(operation, common))
                        .sorted(Comparator.comparing(ApiOperation::method))
                        .toList());
    }

    private static ApiOperation without(ApiOperation operation, List<ApiParameter> common) {
        return operation.with(
                operation.parameters().stream()
                        .filter(parameter -> !common.contains(parameter))
                        .sorted(Comparator.comparing(ApiParameter::name))
                        .toList());
    }
}
