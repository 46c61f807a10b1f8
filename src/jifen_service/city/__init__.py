"""The city administrator's pages (市级管理): officers, centres, the second factor, the audit, figures."""
