#include "engine/demo/schema.h"

namespace strandline::demo {

// orders.coupon names a coupon without a foreign key: shops keep the code of a coupon that is long gone.
const char *const ShopSchema = R"sql(
CREATE TABLE categories(
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  parent_id INTEGER REFERENCES categories(id));

CREATE TABLE suppliers(
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  city TEXT NOT NULL,
  country TEXT NOT NULL,
  email TEXT);

CREATE TABLE products(
  id INTEGER PRIMARY KEY,
  sku TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  category_id INTEGER NOT NULL REFERENCES categories(id),
  supplier_id INTEGER NOT NULL REFERENCES suppliers(id),
  price NUMERIC NOT NULL CHECK(price > 0),
  stock INTEGER NOT NULL DEFAULT 0,
  active INTEGER NOT NULL DEFAULT 1,
  updated_at TEXT NOT NULL);
CREATE INDEX products_category ON products(category_id);
CREATE INDEX products_supplier ON products(supplier_id);

CREATE TABLE price_changes(
  id INTEGER PRIMARY KEY,
  product_id INTEGER NOT NULL REFERENCES products(id) ON DELETE CASCADE,
  changed_at TEXT NOT NULL,
  old_price NUMERIC NOT NULL,
  new_price NUMERIC NOT NULL);
CREATE INDEX price_changes_product ON price_changes(product_id, changed_at);

CREATE TABLE customers(
  id INTEGER PRIMARY KEY,
  first_name TEXT NOT NULL,
  last_name TEXT NOT NULL,
  email TEXT NOT NULL UNIQUE,
  phone TEXT,
  street TEXT NOT NULL,
  postcode TEXT NOT NULL,
  city TEXT NOT NULL,
  country TEXT NOT NULL,
  newsletter INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL);
CREATE INDEX customers_name ON customers(last_name, first_name);

CREATE TABLE orders(
  id INTEGER PRIMARY KEY,
  customer_id INTEGER NOT NULL REFERENCES customers(id),
  status TEXT NOT NULL CHECK(status IN ('new','paid','shipped','delivered','cancelled','returned')),
  ordered_at TEXT NOT NULL,
  shipped_at TEXT,
  coupon TEXT,
  total NUMERIC NOT NULL);
CREATE INDEX orders_customer ON orders(customer_id);
CREATE INDEX orders_open ON orders(status, id) WHERE status IN ('new','paid','shipped');
CREATE INDEX orders_time ON orders(ordered_at);

CREATE TABLE order_lines(
  order_id INTEGER NOT NULL REFERENCES orders(id) ON DELETE CASCADE,
  line INTEGER NOT NULL,
  product_id INTEGER NOT NULL REFERENCES products(id),
  quantity INTEGER NOT NULL CHECK(quantity > 0),
  unit_price NUMERIC NOT NULL,
  PRIMARY KEY(order_id, line)) WITHOUT ROWID;
CREATE INDEX order_lines_product ON order_lines(product_id);

CREATE TABLE payments(
  id INTEGER PRIMARY KEY,
  order_id INTEGER NOT NULL REFERENCES orders(id) ON DELETE CASCADE,
  paid_at TEXT NOT NULL,
  method TEXT NOT NULL CHECK(method IN ('card','paypal','invoice','transfer')),
  amount NUMERIC NOT NULL);
CREATE INDEX payments_order ON payments(order_id);

CREATE TABLE reviews(
  id INTEGER PRIMARY KEY,
  product_id INTEGER NOT NULL REFERENCES products(id) ON DELETE CASCADE,
  customer_id INTEGER NOT NULL REFERENCES customers(id) ON DELETE CASCADE,
  stars INTEGER NOT NULL CHECK(stars BETWEEN 1 AND 5),
  text TEXT,
  written_at TEXT NOT NULL);
CREATE INDEX reviews_product ON reviews(product_id);

CREATE TABLE coupons(
  code TEXT PRIMARY KEY,
  percent INTEGER NOT NULL CHECK(percent BETWEEN 1 AND 90),
  valid_until TEXT NOT NULL,
  used INTEGER NOT NULL DEFAULT 0);

CREATE VIEW daily_sales AS
  SELECT substr(ordered_at, 1, 10) AS day, count(*) AS orders, round(sum(total), 2) AS turnover
  FROM orders WHERE status NOT IN ('cancelled', 'returned')
  GROUP BY substr(ordered_at, 1, 10);

CREATE TRIGGER products_price AFTER UPDATE OF price ON products WHEN old.price <> new.price
BEGIN
  INSERT INTO price_changes(product_id, changed_at, old_price, new_price)
  VALUES (new.id, new.updated_at, old.price, new.price);
END;

PRAGMA user_version = 7;
)sql";

} // namespace strandline::demo
