/**
 * The words of the business. Receives YAML definitions and what ingest has learned, gives subjects,
 * metrics and dimensions with their names in Chinese and English to {@code resolve} and to the
 * copilot.
 *
 * <p>The YAML of a project has five maps by key. Every element has {@code zh}, {@code en} and
 * optionally {@code synonyms}; a metric needs one definition, a dimension one source:
 *
 * <pre>{@code
 * events:                          # names for events, used by the metrics every event brings by itself
 *   login: {zh: 登录, en: Login, synonyms: [sign in]}
 * subjects:                        # what is counted; customer is there by itself
 *   account: {zh: 账户, en: Account, property: account_id}
 *   branch: {zh: 支行, en: Branch, trait: branch}
 *   product: {zh: 商品, en: Product, table: products, column: product_id}
 * tables:                          # over what imports found of a table's key, time and joins
 *   sales:
 *     zh: 销售
 *     en: Sales
 *     key: [sale_id]
 *     time: sold_at                # the only time column by itself
 *     joins:                       # those of a column take the place of those found for it
 *       - {column: product_id, to: products, on: product_id, cardinality: many_to_one}
 *       - {column: member, identifier: user_id}       # customers by their identifier
 *       - {column: branch, to: customers, on: branch, cardinality: one_to_many}   # a trait; events: a property
 *       - {column: store, to: none}                   # drops what was found
 * dimensions:
 *   city:
 *     zh: 城市
 *     en: City
 *     synonyms: [所在城市]
 *     trait: city                  # or property: channel · tag: vip · time: true
 *                                  # or table: products with column: department (and via: product_id)
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
 *   revenue:           {zh: 销售额, en: Revenue, sum: {table: sales, column: amount,
 *                       where: [{table: products, column: department, eq: GROCERY}]}}
 *   p90_sale:          {zh: 九成销售额, en: P90, quantile: {table: sales, column: amount, level: 0.9}}
 *                      # sum average min max median quantile distinct, of a property, trait or column
 *   sold_pairs:        {zh: 组合数, en: Pairs, distinct: {table: sales, columns: [store, product_id]}}
 *   sold_products:     {zh: 动销商品数, en: Products sold, distinct: {table: sales, subject: product}}
 *   revenue_shanghai:  {zh: 上海, en: Shanghai, filtered: {of: revenue, where: [{dimension: city, eq: 上海}]}}
 *   revenue_per_product: {zh: 单品, en: Per product, per_subject: {of: revenue, subject: product}}
 *   basket_value:      {zh: 篮均, en: Basket, formula: "revenue / baskets * 100"}
 *   conversion_rate:   {zh: 转化率, en: Conversion rate, format: percent,
 *                       ratio: {of: conversions, to: exposures}}
 * }</pre>
 *
 * <p>Tests in {@code where} are those of audience rules: {@code eq ne in not_in gt gte lt lte
 * is_set contains}; all must hold. A metric is split by what its rows find one row of; what would
 * count a row several times is refused. {@code event: "*"} means every event. The key of a built-in
 * element declared again takes its place.
 */
package io.onelift.semantic;
