# Two pages of one list, between which somebody writes.
maps=/api/v1/namespaces/default/configmaps
text() { grep -o "\"$1\":\"[^\"]*\"" | head -1 | cut -d'"' -f4; }

first=$(kubectl get --raw "$maps?limit=2")
kubectl create configmap page-0 >/dev/null
second=$(kubectl get --raw "$maps?limit=10&continue=$(echo "$first" | text continue)")
test "$(echo "$first" | text resourceVersion)" = "$(echo "$second" | text resourceVersion)" && echo one revision
echo "$first$second" | grep -o '"name":"[a-z0-9.-]*"'
kubectl delete configmap page-0 >/dev/null
