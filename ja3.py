from ja import apply
apply({},{
"{type} with max pods {maxPods}":"最大 Pod 数 {maxPods} の {type}",
"No file here configures the VPC CNI: the numbers are those of the VPC CNI as eksctl installs it":"VPC CNI を設定するファイルはここにありません。数値は、eksctl がインストールするままの VPC CNI のものです",
"Not all settings of the VPC CNI are visible here: the others are taken as shipped":"VPC CNI の設定の一部はここから見えません。見えない設定は出荷時の値とみなします",
"The settings of the VPC CNI are not visible here: they are taken as shipped":"VPC CNI の設定はここから見えません。出荷時の値とみなします",
"The VPC CNI does not give the pods of this group their addresses, as far as the files show":"ファイルを見るかぎり、このグループの Pod にアドレスを割り当てるのは VPC CNI ではありません",
"There is no subnet {range}: AWS takes ranges from /16 to /28":"{range} というサブネットはありません。AWS が受け付ける範囲は /16 から /28 です",
"Write the range that the subnet has":"サブネットの実際の範囲を書いてください",
"A subnet has a range that AWS does not make":"サブネットの範囲が、AWS の作成できない大きさです",
})
