/** One form of each word, after AWS's Japanese documents; CONTRIBUTING.md has the list. */
const terms: Readonly<Record<string, string>> = {
  カテゴリー: 'カテゴリ',
  既定: 'デフォルト',
  既に: 'すでに',
  '移動(?:する|し)': '移す',
  だれ: '誰',
  同梱: 'CNI の公式マニフェスト, ENI Lens 内蔵の表',
  単独のアドレス: 'セカンダリ IP',
  '対応(?:可能|でき(?:る|ます)) ?(?:\\{|Pod|数)': '起動できる Pod 数',
  'EC2 (?:の)?呼び出し': 'EC2 API 呼び出し',
  '(?<!アベイラビリティー)(?<!ローカル)ゾーン(?!ラベル)': 'アベイラビリティーゾーン (AZ)',
  '見えません|(?<!に)見える': '不明, 分かりません',
  '読まれません|読むもの': '参照されません',
  '(?:true とも|整数として)[^。]*読みません': '解釈できません',
  ネットワークインターフェイス: 'ENI',
  捨て: '破棄します, 無視されます',
  出所: '設定元',
  'NodePort サービス|サービスアドレス': 'Service',
  '満杯|いっぱいの': '最大 Pod 数に達した',
  '(?:アドオン|init\\.env)の設定値': '構成値',
  綴: 'つづり',
  '見な(?:し|す|さ)': 'みなし',
  メモリー: 'メモリ',
  'わか[らりる]': '分から, 分かり, 分かる',
  'あと(?:で|から|に)|たあと': '後',
  '\\btaint\\b': 'テイント',
  '(?:ENI|プレフィックス|IP アドレス)(?: ?(?:が|を|は|も))? ?\\d つ|\\d つの (?:ENI(?!Config)|IP アドレス)|\\d つのプレフィックス':
    'N 個',
  'ENIConfig[^。]{0,8}を求め': 'ENIConfig を参照',
  '動かせる Pod 数とは|EC2 API の呼び出し': '起動できる Pod 数, EC2 API 呼び出し',
  '(?<![\\w`])(?:info|warning|error) ?(?:に|で|と|では)': '情報, 警告, エラー',
  出荷時: 'CNI のデフォルト, CNI の公式マニフェスト',
  コンマ: 'カンマ',
  '[がは].{0,20}知(?:らない|りません|っている)': '対応していません, ありません',
  '(?<![×] )\\d IP アドレス': 'IP アドレス N 個, N 個の IP アドレス',
  '\\bchart\\b|\\bunavailable\\b': 'チャート, maxUnavailable',
};

/** What must not be written in Japanese, each with the rule of CONTRIBUTING.md that it breaks. */
export const forbiddenInJapanese: readonly (readonly [rule: string, forbidden: RegExp])[] = [
  [
    'ends a sentence with 。 and not with a colon',
    /(?:です|ます|ません|ました|でした|ください)[:：](?! ?\{(?:keys|stack)\})/u,
  ],
  ['has no space behind 。 or 、', /[。、] (?!\|)/],
  [
    'has no space between two characters of Japanese',
    /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}ー] [\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u,
  ],
  ['separates what it lists with 、', /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}], /u],
  ...Object.entries(terms).map(([wrong, right]): readonly [string, RegExp] => [
    `writes ${right}, and not ${wrong}`,
    new RegExp(wrong, 'u'),
  ]),
];
