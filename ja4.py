from ja import apply
apply({},{
"{setting} {maxPods} fits {large}, but {small} can serve {servable} even with prefix delegation: {calculation}":"{setting} の {maxPods} は {large} には収まりますが、{small} はプレフィックス委任を使っても {servable} Pod にしか対応できません: {calculation}",
"{written} without --max-pods leaves every node with the {pods} pods of the kubelet, and {name} can serve {servable} even with prefix delegation":"--max-pods のない {written} では、すべてのノードが kubelet の {pods} Pod のままになりますが、{name} はプレフィックス委任を使っても {servable} Pod にしか対応できません",
})
