package dev.skiff.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.schema.SchemaCatalogue;
import dev.skiff.api.schema.TypeSchema;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThreeWayPatchTest {
    private static final TypeSchema DEPLOYMENT = SchemaCatalogue.load().forKind(Kinds.DEPLOYMENT);

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            nothing to do                   | {'spec':{'replicas':1}} | {'spec':{'replicas':1}} | {'spec':{'replicas':1,'paused':true}} | {}
            a changed value                 | {'spec':{'replicas':1}} | {'spec':{'replicas':2}} | {'spec':{'replicas':1}} | {'spec':{'replicas':2}}
            a value somebody else changed   | {'spec':{'replicas':1}} | {'spec':{'replicas':1}} | {'spec':{'replicas':5}} | {'spec':{'replicas':1}}
            a value no longer wanted        | {'spec':{'paused':true}} | {'spec':{}} | {'spec':{'paused':true}} | {'spec':{'paused':null}}
            a value others set stays        | {'spec':{}} | {'spec':{}} | {'spec':{'paused':true}} | {}
            a label added and one removed   | {'metadata':{'labels':{'a':'1'}}} | {'metadata':{'labels':{'b':'2'}}} | {'metadata':{'labels':{'a':'1','c':'3'}}} | {'metadata':{'labels':{'b':'2','a':null}}}
            a finalizer added and one removed | {'metadata':{'finalizers':['x/a']}} | {'metadata':{'finalizers':['x/b']}} | {'metadata':{'finalizers':['x/a','x/c']}} | {'metadata':{'finalizers':['x/b'],'$deleteFromPrimitiveList/finalizers':['x/a']}}
            an explicit null deletes        | {} | {'spec':{'paused':null}} | {'spec':{'paused':true}} | {'spec':{'paused':null}}
            a whole part that is missing    | {} | {'spec':{'replicas':2}} | {} | {'spec':{'replicas':2}}
            """)
    void plain_fields(String name, String applied, String wanted, String current, String expected) {
        assertThat(patch(applied, wanted, current)).isEqualTo(tree(expected));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            an image        | [{'name':'a','image':'1'}] | [{'name':'a','image':'2'}] | [{'name':'a','image':'1','imagePullPolicy':'Always'}] | [{'image':'2','name':'a'}] | [{'name':'a'}]
            one more        | [{'name':'a','image':'1'}] | [{'name':'a','image':'1'},{'name':'b','image':'1'}] | [{'name':'a','image':'1'}] | [{'name':'b','image':'1'}] | [{'name':'a'},{'name':'b'}]
            one less        | [{'name':'a','image':'1'},{'name':'b','image':'1'}] | [{'name':'a','image':'1'}] | [{'name':'a','image':'1'},{'name':'b','image':'1'}] | [{'$patch':'delete','name':'b'}] | [{'name':'a'}]
            """)
    void containers_are_merged_by_name(
            String name,
            String applied,
            String wanted,
            String current,
            String change,
            String order) {
        String wrap = "{'spec':{'template':{'spec':{'containers':%s}}}}";

        ObjectNode patch =
                patch(wrap.formatted(applied), wrap.formatted(wanted), wrap.formatted(current));

        assertThat(patch)
                .isEqualTo(
                        tree(
                                "{'spec':{'template':{'spec':{'$setElementOrder/containers':%s,'containers':%s}}}}"
                                        .formatted(order, change)));
    }

    private static ObjectNode patch(String applied, String wanted, String current) {
        return ThreeWayPatch.of(tree(applied), tree(wanted), tree(current), DEPLOYMENT);
    }

    private static ObjectNode tree(String json) {
        try {
            return (ObjectNode) Json.mapper().readTree(json.replace('\'', '"'));
        } catch (IOException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
