// Five calls with the client that openapi-generator makes for Go.
package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"

	latchkey "github.com/example/latchkey"
)

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func expect(holds bool, what string) {
	if !holds {
		log.Fatal("unexpected: " + what)
	}
}

func main() {
	configuration := latchkey.NewConfiguration()
	configuration.Servers = latchkey.ServerConfigurations{{URL: os.Getenv("LATCHKEY_URL")}}
	users := latchkey.NewAPIClient(configuration).UsersAPI
	key := os.Getenv("LATCHKEY_API_KEY")
	ctx := context.WithValue(context.Background(), latchkey.ContextAccessToken, key)

	hire := latchkey.NewCreateUser("gopher@example.com", "gopher")
	hire.SetState(latchkey.INITIALUSERSTATE_ACTIVE)
	hire.SetFirstName("Grace")
	user, _, err := users.CreateUser(ctx).CreateUser(*hire).IdempotencyKey("go-1").Execute()
	check(err)
	expect(user.GetFirstName() == "Grace", "first name")
	expect(user.State == latchkey.USERSTATE_ACTIVE, "state")

	page, _, err := users.ListUsers(ctx).Search("gopher").Limit(10).Execute()
	check(err)
	expect(len(page.Items) == 1 && page.Items[0].Id == user.Id, "list")

	changes := latchkey.NewUpdateUser()
	changes.SetJobTitle("Engineer")
	changes.SetFirstNameNil()
	version := fmt.Sprintf("\"%d\"", user.Version)
	user, _, err = users.UpdateUser(ctx, user.Id).IfMatch(version).UpdateUser(*changes).Execute()
	check(err)
	expect(user.GetJobTitle() == "Engineer" && !user.HasFirstName(), "changes")

	_, _, err = users.CreateUser(ctx).CreateUser(*hire).Execute()
	var refusal *latchkey.GenericOpenAPIError
	expect(errors.As(err, &refusal), "no refusal")
	problem, typed := refusal.Model().(latchkey.Problem)
	expect(typed && problem.Type == "urn:latchkey:problem:taken", "problem")
	expect(problem.Errors[0].Field == "email", "field")

	_, err = users.DeleteUser(ctx, user.Id).Execute()
	check(err)
	fmt.Println("five calls")
}
