/**
 * The words of the business. Receives YAML definitions and what ingest has learned, gives subjects,
 * metrics and dimensions with their names in Chinese and English to {@code resolve} and to the
 * copilot.
 *
 * <p>The YAML of a project has three maps by key. Every element has {@code zh}, {@code en} and
 * optionally {@code synonyms}; a metric needs one definition, a dimension one source:
 *
 * <pre>{@code
 * events:                          # names for events, used by the metrics every event brings by itself
 *   login: {zh: 登录, en: Login, synonyms: [sign in]}
 * dimensions:
 *   city:
 *     zh: 城市
 *     en: City
 *     synonyms: [所在城市]
 *     trait: city                  # or property: channel · tag: vip · time: true
 *     type: text                   # text number boolean time list; needed only before the data is there
 *     labels:                      # names of single values
 *       上海: {zh: 上海, en: Shanghai, synonyms: [沪]}
 *   age_group:
 *     zh: 年龄段
 *     en: Age group
 *     bands: {trait: age, cuts: [30, 45, 60], names: [30岁以下, 30-44岁, 45-59岁, 60岁及以上]}
 * metrics:
 *   new_customers:
 *     zh: 新增客户数
 *     en: New customers
 *     description: Profiles that opened an account in the time range
 *     profiles: {time: registered_at, where: [{trait: status, eq: open}]}
 *   logins:            {zh: 登录次数, en: Logins, count: {event: login}}
 *   login_customers:   {zh: 登录客户数, en: Customers who logged in, distinct_profiles: {event: login}}
 *   purchase_amount:   {zh: 购买金额, en: Purchase amount, format: money,
 *                       sum: {event: purchase, property: amount, where: [{property: amount, gt: 0}]}}
 *   average_aum:       {zh: 户均资产, en: Average AUM, format: money, average: {trait: aum}}
 *   conversion_rate:   {zh: 转化率, en: Conversion rate, format: percent,
 *                       ratio: {of: conversions, to: exposures}}
 * }</pre>
 *
 * <p>Tests in {@code where} are those of audience rules: {@code eq ne in not_in gt gte lt lte
 * is_set contains}; all must hold. {@code event: "*"} means every event. The key of a built-in
 * element declared again takes its place.
 */
package io.onelift.semantic;
