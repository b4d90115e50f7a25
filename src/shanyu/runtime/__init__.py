"""Running the product on a machine: the home folder, the server and its worker, the check-up of both."""
