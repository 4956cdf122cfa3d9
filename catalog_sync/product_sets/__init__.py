"""Product sets at Meta, made from the merchant's collections."""
