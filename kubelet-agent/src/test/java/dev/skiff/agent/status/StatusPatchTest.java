package dev.skiff.agent.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.agent.runtime.PodIdentity;
import dev.skiff.api.codec.Json;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.patch.PatchResult;
import dev.skiff.api.patch.StrategicMergePatch;
import dev.skiff.api.schema.SchemaCatalogue;
import dev.skiff.client.Types;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusPatchTest {
    private static final PodIdentity POD = new PodIdentity("default", "p", "u");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            textBlock =
                    """
                    {'conditions':[{'type':'Ready','status':'False','reason':'R','message':'M'}]} | {'conditions':[{'type':'Ready','status':'True'}]} | {'conditions':[{'type':'Ready','status':'True'}]}
                    {'conditions':[{'type':'own/gate','status':'True','reason':'R'}]}             | {'conditions':[{'type':'Ready','status':'True'}]} | {'conditions':[{'type':'Ready','status':'True'},{'type':'own/gate','status':'True','reason':'R'}]}
                    {'podIP':'10.0.0.1','podIPs':[{'ip':'10.0.0.1'}]}                             | {'podIP':'10.0.0.2','podIPs':[{'ip':'10.0.0.2'}]} | {'podIP':'10.0.0.2','podIPs':[{'ip':'10.0.0.2'}]}
                    {'podIP':'10.0.0.1','podIPs':[{'ip':'10.0.0.1'}],'phase':'Running'}           | {'phase':'Failed'} | {'phase':'Failed'}
                    {'hostIPs':[{'ip':'192.0.2.1'}]}                                              | {'hostIPs':[{'ip':'192.0.2.2'}]} | {'hostIPs':[{'ip':'192.0.2.2'}]}
                    {'phase':'Pending'}                                                           | {'podIPs':[{'ip':'10.0.0.2'}]} | {'phase':'Pending','podIPs':[{'ip':'10.0.0.2'}]}
                    {'nominatedNodeName':'n'}                                                     | {'phase':'Running'} | {'nominatedNodeName':'n','phase':'Running'}
                    """)
    void what_the_node_says_no_longer_goes_and_what_others_said_stays(
            String before, String said, String after) {
        ObjectNode pod = Json.object();
        pod.putObject("metadata").put("uid", "u");
        pod.put("apiVersion", "v1").put("kind", "Pod").set("status", tree(before));
        Optional<PodStatus> known = Optional.of(Types.POD.decode(Json.write(pod)).getStatus());

        PatchResult result =
                StrategicMergePatch.apply(
                        pod,
                        StatusPatch.of(POD, tree(said), known).body(),
                        SchemaCatalogue.load().forKind(Kinds.POD));

        assertThat(result).isInstanceOf(PatchResult.Patched.class);
        JsonNode status = ((PatchResult.Patched) result).document().path("status");
        assertThat(Json.sorted(status)).isEqualTo(Json.sorted(tree(after)));
    }

    private static ObjectNode tree(String json) {
        return Json.readOwn(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
