"""The platform around the Jifen engine: pages, HTTP interface, cases (居住证积分平台)."""
